import { areaRoutes } from '../area-routes.ts'

const permission = 'see products'

export const productsRoutes = areaRoutes('products', {
  products: { path: '/products', page: () => import('./ProductsPage.vue'), permission },
  'new-product': {
    path: '/products/new',
    page: () => import('./editor/NewProductPage.vue'),
    permission: 'propose products',
  },
  product: { path: '/products/:code', page: () => import('./ProductPage.vue'), permission },
  'edit-product': {
    path: '/products/:code/edit',
    page: () => import('./editor/EditProductPage.vue'),
    permission: 'propose products',
  },
})
